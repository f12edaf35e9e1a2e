"""Dancers and admins in the stage's Cognito user pool, signed in as an app would do it."""

from __future__ import annotations

import secrets
from typing import Final

from local.emulator import aws_session

ADMIN_GROUP: Final = "admin"


class Identities:
    """Makes users and signs them in.

    Parameters
    ----------
    endpoint : str
        Address of the emulator.
    pool_id, client_id : str
        The stage's user pool and its client for apps.
    """

    def __init__(self, endpoint: str, *, pool_id: str, client_id: str) -> None:
        self._pool_id = pool_id
        self._client_id = client_id
        self._cognito = aws_session().client("cognito-idp", endpoint_url=endpoint)

    def token_for(self, name: str, *, admin: bool = False) -> str:
        """Return the ID token of a new user with this display name."""
        handle = f"{name.lower().replace(' ', '-')}-{secrets.token_hex(4)}"
        email, password = f"{handle}@example.com", f"Aa1!{secrets.token_urlsafe(18)}"
        self._cognito.admin_create_user(
            UserPoolId=self._pool_id,
            Username=email,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": email},
                {"Name": "email_verified", "Value": "true"},
                {"Name": "name", "Value": name},
            ],
        )
        self._cognito.admin_set_user_password(
            UserPoolId=self._pool_id, Username=email, Password=password, Permanent=True
        )
        if admin:
            self._cognito.admin_add_user_to_group(
                UserPoolId=self._pool_id, Username=email, GroupName=ADMIN_GROUP
            )
        return self._sign_in(email, password)

    def _sign_in(self, email: str, password: str) -> str:
        answer = self._cognito.initiate_auth(
            ClientId=self._client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": password},
        )
        return answer["AuthenticationResult"]["IdToken"]
