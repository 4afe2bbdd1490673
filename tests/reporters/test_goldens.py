"""Whole outputs, as a person or a program gets them."""

from collections.abc import Callable
from pathlib import PurePath

import pytest

from reportlint import __version__
from reportlint.model.result import CheckResult
from reportlint.model.text import Lang
from reportlint.reporters.summary import summary
from reportlint.reporters.view import View, render

SHOWN = [
    "samples/guangdong-hrss-2020.yaml",
    "samples/published/pingtan-zrz-2021.yaml",
    "samples/published/shanghai-office-2019.yaml",
    "samples/hard/blanks.yaml",
    "samples/hard/rows-of-older-form.yaml",
    "samples/hard/told-by-the-text.yaml",
]

CheckSample = Callable[[str], CheckResult]
Golden = Callable[[str, str], None]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", SHOWN)
def test_full_output(
    path: str, lang: Lang, width: int, check_sample: CheckSample, golden: Golden
) -> None:
    text = render("full", (check_sample(path),), View(lang, width=width))
    golden(f"full/{PurePath(path).stem}-{lang}-{width}.txt", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_verbose_output(lang: Lang, check_sample: CheckSample, golden: Golden) -> None:
    result = check_sample("samples/guangdong-hrss-2020.yaml")
    golden(
        f"full/guangdong-hrss-2020-{lang}-verbose.txt",
        render("full", (result,), View(lang, verbose=True)),
    )


@pytest.mark.parametrize("path", SHOWN)
def test_json_output(path: str, check_sample: CheckSample, golden: Golden) -> None:
    text = render("json", (check_sample(path),), View("en"))
    # The version is not part of what the output promises.
    golden(f"json/{PurePath(path).stem}.json", text.replace(f'"{__version__}"', '"VERSION"', 1))


def test_statistics(check_sample: CheckSample, golden: Golden) -> None:
    results = tuple(check_sample(path) for path in SHOWN)
    for lang in ("zh", "en"):
        view = View(lang, statistics=True)
        text = render("concise", results, view).split("\n")
        golden(f"statistics-{lang}.txt", "\n".join(line for line in text if "[" not in line))


@pytest.mark.parametrize(("verbose", "named"), [(False, 30), (True, 40)])
def test_statistics_of_many_reports_fit_on_a_page(
    verbose: bool, named: int, check_sample: CheckSample
) -> None:
    wrong = check_sample("samples/broken/L101.yaml")
    clean = check_sample("samples/clean-2021.yaml")
    results = (*(wrong._replace(path=f"{n:02}.yaml") for n in range(40)), clean, clean)
    text = render("full", results, View("en", statistics=True, verbose=verbose))
    shown = text[text.index("L101  error") :].split("\n")
    assert shown[1:3] == ["", "00.yaml: 1 error"]
    assert shown[2 : 2 + named] == [f"{n:02}.yaml: 1 error" for n in range(named)]
    assert shown[2 + named :] == [
        *([] if verbose else ["and 10 reports more with findings (-v lists them)"]),
        "2 reports without findings",
        "",
        summary(results).en,
        "",
    ]


def test_a_result_without_findings_is_one_line(check_sample: CheckSample) -> None:
    result = check_sample("samples/clean-2021.yaml")
    for name in ("full", "concise"):
        assert render(name, (result,), View("en")).count("\n") == 1
        assert render(name, (result,), View("en", quiet=True)) == ""


def test_an_input_that_cannot_be_read(check: Callable[[str], CheckResult], golden: Golden) -> None:
    results = (
        check("year: 2023\ndisputs: {}\n"),
        check("year: 2023\n收到和处理政府信息公开申请: {}\n"),
        check("year: 2023\ndisputes:\n\treview: [0]\n"),
        check(""),
    )
    text = "".join(
        render(name, results, View(lang, width=80)) + "\n"
        for name in ("full", "concise")
        for lang in ("zh", "en")
    )
    golden("unreadable.txt", text)
