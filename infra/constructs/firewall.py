"""The web application firewall before the API."""

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from infra.constructs.problems import TOO_FAST

MANAGED = {
    "AWSManagedRulesAmazonIpReputationList": (),
    # A month of challenges to import is longer than the 8 KiB that this rule takes for an attack;
    # how long a body may be, the API itself says.
    "AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",),
    "AWSManagedRulesKnownBadInputsRuleSet": (),
}
"""AWS's rule sets, and those of their rules that only count."""
WINDOW_MINUTES = 5
REFUSAL_HEADERS = {
    # An address is counted over five minutes: it must have been slower for a while.
    "Retry-After": "60",
    # A page that may not read the answer could not even tell why it failed.
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
}
_TOO_FAST = "too-fast"


class Firewall(Construct):
    """AWS's own rule sets and a limit for every address.

    Parameters
    ----------
    rate_per_address
        Requests a minute. The API says so first, and more kindly; while it cannot count, or is
        flooded, the firewall does.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        guarded: apigateway.Stage,
        rate_per_address: int,
    ) -> None:
        super().__init__(scope, construct_id)
        rules = [_limit(WINDOW_MINUTES * rate_per_address, priority=0)]
        rules += [
            _managed(name, counting, priority)
            for priority, (name, counting) in enumerate(MANAGED.items(), start=1)
        ]
        acl = wafv2.CfnWebACL(
            self,
            "Acl",
            scope="REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible("idance"),
            rules=rules,
            custom_response_bodies={
                _TOO_FAST: wafv2.CfnWebACL.CustomResponseBodyProperty(
                    content=TOO_FAST.document(request_id=""), content_type="APPLICATION_JSON"
                )
            },
        )
        wafv2.CfnWebACLAssociation(
            self, "Guard", resource_arn=guarded.stage_arn, web_acl_arn=acl.attr_arn
        )


def _limit(requests: int, *, priority: int) -> wafv2.CfnWebACL.RuleProperty:
    return wafv2.CfnWebACL.RuleProperty(
        name="limit-per-address",
        priority=priority,
        action=wafv2.CfnWebACL.RuleActionProperty(block=_told_to_wait()),
        statement=wafv2.CfnWebACL.StatementProperty(
            rate_based_statement=wafv2.CfnWebACL.RateBasedStatementProperty(
                aggregate_key_type="IP",
                limit=requests,
                evaluation_window_sec=60 * WINDOW_MINUTES,
            )
        ),
        visibility_config=_visible("limit-per-address"),
    )


def _told_to_wait() -> wafv2.CfnWebACL.BlockActionProperty:
    return wafv2.CfnWebACL.BlockActionProperty(
        custom_response=wafv2.CfnWebACL.CustomResponseProperty(
            response_code=TOO_FAST.status.value,
            custom_response_body_key=_TOO_FAST,
            response_headers=[
                wafv2.CfnWebACL.CustomHTTPHeaderProperty(name=name, value=value)
                for name, value in REFUSAL_HEADERS.items()
            ],
        )
    )


def _managed(name: str, counting: tuple[str, ...], priority: int) -> wafv2.CfnWebACL.RuleProperty:
    count = wafv2.CfnWebACL.RuleActionProperty(count={})
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            managed_rule_group_statement=wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS",
                name=name,
                rule_action_overrides=[
                    wafv2.CfnWebACL.RuleActionOverrideProperty(name=rule, action_to_use=count)
                    for rule in counting
                ],
            )
        ),
        visibility_config=_visible(name),
    )


def _visible(name: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=True
    )
