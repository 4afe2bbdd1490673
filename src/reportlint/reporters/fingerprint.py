"""What identifies a finding from one run to the next."""

from reportlint.model.result import Finding


def fingerprint(finding: Finding) -> str:
    """Return a digest of the rule, its scope and its cells; lines do not enter it."""
    # Imported on use: a clean check identifies nothing.
    from hashlib import blake2b

    parts = [finding.rule.code]
    parts += [f"{variable}={name}" for variable, name in finding.scope]
    parts += [str(cell.address) for cell in finding.cells]
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
