"""Exceptions to cdk-nag's rules, each with its reason beside what it excuses."""

from collections.abc import Mapping

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct

EVERYTHING = "AwsSolutions-IAM5[Resource::*]"
"""The rule against permissions for no resource in particular."""


def acknowledge(construct: IConstruct, reasons: Mapping[str, str]) -> None:
    """Excuse a construct and all within it from some rules.

    Parameters
    ----------
    reasons
        Rule id to the reason why it does not hold here.
    """
    Validations.of(construct).acknowledge(
        *(Acknowledgment(id=rule, reason=reason) for rule, reason in reasons.items())
    )
