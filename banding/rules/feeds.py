from hashlib import sha256


def hash_of(token: str) -> str:
    """What is kept of a secret address, so that reading the database gives nobody's away."""
    return sha256(token.encode()).hexdigest()
