"""``reportlint.toml`` or ``[tool.reportlint]`` in ``pyproject.toml`` -> a configuration."""
