"""An OpenID Connect issuer with real keys and a real JWKS endpoint on the loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from functions.authorizer import wiring

ISSUER = "https://issuer.example"
AUDIENCE = "idance-app"
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass
class Issuer:
    """Signs tokens with an RSA and an EC key, and counts how often its keys are fetched."""

    rsa_key: rsa.RSAPrivateKey
    ec_key: ec.EllipticCurvePrivateKey
    jwks_url: str = ""
    fetches: int = 0

    def token(
        self,
        *,
        algorithm: str = "RS256",
        kid: str | None = None,
        key: PrivateKey | str | None = None,
        **claims: Any,  # noqa: ANN401 (claims are any JSON)
    ) -> str:
        """Return a valid token, but for what the test changes; a claim of None is left out."""
        now = int(time.time())
        body = {"iss": ISSUER, "aud": AUDIENCE, "sub": "google|42", "iat": now, "exp": now + 600}
        body |= claims
        return jwt.encode(
            {claim: value for claim, value in body.items() if value is not None},
            key if key is not None else self._own_key(algorithm),
            algorithm=algorithm,
            headers={"kid": kid or algorithm},
        )

    def jwks(self) -> dict[str, Any]:
        """Return the public keys, named by their algorithm."""
        public = {
            "RS256": RSAAlgorithm.to_jwk(self.rsa_key.public_key(), as_dict=True),
            "ES256": ECAlgorithm.to_jwk(self.ec_key.public_key(), as_dict=True),
        }
        return {
            "keys": [{**key, "kid": kid, "alg": kid, "use": "sig"} for kid, key in public.items()],
        }

    def _own_key(self, algorithm: str) -> PrivateKey:
        return self.ec_key if algorithm == "ES256" else self.rsa_key


@contextmanager
def trusted(issuer: Issuer) -> Iterator[None]:
    """Configure the authorizer for an issuer, as at a cold start."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OIDC_ISSUER", ISSUER)
        environment.setenv("OIDC_AUDIENCE", AUDIENCE)
        environment.setenv("OIDC_JWKS_URL", issuer.jwks_url)
        environment.setenv("ADMIN_GROUP", "admins")
        environment.setenv("OPERATIONS_TABLE", "operations")
        issuer.fetches = 0
        wiring.verifier.cache_clear()
        yield
    wiring.verifier.cache_clear()


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """Run an issuer for the length of a test session."""
    issuer = Issuer(
        rsa_key=rsa.generate_private_key(public_exponent=65537, key_size=2048),
        ec_key=ec.generate_private_key(ec.SECP256R1()),
    )

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.fetches += 1
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(issuer.jwks()).encode())

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer.jwks_url = f"http://127.0.0.1:{server.server_port}/jwks.json"
        Thread(target=server.serve_forever, daemon=True).start()
        yield issuer
        server.shutdown()
