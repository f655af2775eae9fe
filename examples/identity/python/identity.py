"""Who is signed in, for cobroker's `identity`: a function for your back end. Python 3.8 or later, nothing to install.

The standard library has HMAC and no signatures, so this site is registered with HS256 and a secret both sides know.
With the package `cryptography` you can have EdDSA, where cobroker holds nothing that signs:

    key = cryptography.hazmat.primitives.serialization.load_pem_private_key(pem, password=None)
    signature = key.sign(message)       # and "alg": "EdDSA"
"""

import base64
import hashlib
import hmac
import json
import os
import time
import uuid


def _part(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def identity_assertion(site: str, audience: str, subject: str, name: str, secret: bytes) -> str:
    """Says who is signed in. Make a new one each time it is asked for: it works once, and for two minutes."""
    iat = int(time.time())
    header = {"alg": "HS256", "typ": "cobroker-identity+jwt"}
    claims = {"iss": site, "aud": audience, "sub": subject, "name": name,
              "iat": iat, "exp": iat + 120, "jti": str(uuid.uuid4())}
    message = b".".join(_part(json.dumps(value).encode()) for value in (header, claims))
    signature = hmac.new(secret, message, hashlib.sha256).digest()
    return (message + b"." + _part(signature)).decode()


if __name__ == "__main__":  # python3 identity.py prints one
    env = os.environ
    with open(env["KEY_FILE"], "rb") as file:
        secret = file.read().strip()
    print(identity_assertion(env["SITE"], env["AUDIENCE"], env["SUBJECT"], env["NAME"], secret))
