"""Parts: each describes itself, travels as JSON and keeps its limits; and one class is a whole new part."""

import json
import math
import re
import subprocess
import sys
from typing import Literal

import numpy as np
import pytest
from cases import limits, main, members, variants
from pydantic import TypeAdapter, ValidationError

from playground.data.samples import Split
from playground.engine.activations.base import Activation, Array
from playground.engine.activations.rectified import ELU, ReLU
from playground.engine.activations.sigmoidal import Tanh
from playground.engine.layers.dense import Dense
from playground.engine.losses.regression import MeanSquaredError
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.sgd import SGD, Momentum
from playground.engine.regularizers.penalties import L1
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.parts.description import Description
from playground.parts.errors import faults
from playground.parts.part import Part, families, family
from playground.parts.setting import setting, settings
from playground.parts.text import meant, shown

every_family = pytest.mark.parametrize("base", families().values(), ids=families())
GROUPS = {name: list(family(base).values()) for name, base in families().items()}


def for_each(groups):
    """Run a test for everything in some groups: one case for each group."""

    def decorate(test):
        @pytest.mark.parametrize("members", groups.values(), ids=groups)
        def of_group(members):
            for member in members:
                test(member)

        return of_group

    return decorate


FIRST = next(iter(family(Activation)))
every_member = for_each(GROUPS)
every_description = for_each({**GROUPS, "experiment": [Experiment, Split]})


def every_number(test):
    """Run a test for each setting that is a number, of whatever has settings."""

    @every_description
    def of_description(description):
        for each in settings(description):
            if each.type in (int, float):
                test(description, each.name)

    return of_description


@every_member
def test_a_part_survives_the_journey_through_json(member):
    for part in variants(member):
        plain = json.loads(json.dumps(part.model_dump(mode="json")))
        assert member.model_validate(plain) == part


@every_member
def test_a_family_recognises_its_member_in_json_and_by_its_bare_name(member):
    base = TypeAdapter(families()[member.family_name])
    part = member()
    plain = json.loads(base.dump_json(part))
    assert next(iter(plain)) == "kind"
    assert base.validate_python(plain) == part
    assert base.validate_python(part.kind) == part


@every_member
def test_a_part_explains_itself(member):
    assert member.title
    assert member.__doc__[0].isupper()
    assert member.__doc__.rstrip().endswith(".")


@every_description
def test_every_setting_explains_itself(description):
    assert description.__doc__
    assert not re.search(r"\d,\d{3}", description.__doc__)  # the window has thin spaces there
    for each in settings(description):
        assert not re.search(r"\d,\d{3}", each.help)
        assert each.label[0].isupper() or not each.label[0].isascii()
        assert each.help[0].isupper()
        assert each.help.endswith(".")


@every_member
def test_a_kind_is_written_in_kebab_case(member):
    kind = member.model_fields["kind"].default
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind)
    assert member.model_fields["kind"].annotation == Literal[kind]


@every_member
def test_a_part_cannot_be_changed_in_place(member):
    part = member()
    with pytest.raises(ValidationError, match="frozen"):
        part.kind = "other"


@every_member
def test_equal_parts_are_equal_and_serve_as_keys(member):
    assert {member(): "found"}[member()] == "found"


@every_family
def test_titles_in_a_family_differ(base):
    titles = [member.title for member in family(base).values()]
    assert len(set(titles)) == len(titles)


@every_family
def test_a_family_says_what_it_is(base):
    assert base.__doc__[0].isupper()
    assert family(base)


@every_family
def test_every_member_can_become_every_other(base):
    for old in family(base).values():
        for kind, new in family(base).items():
            assert type(old().become(kind)) is new


@every_number
def test_a_number_has_limits_on_both_sides(description, setting):
    declared = limits(description, setting)
    assert len(declared) == 2
    assert {key[0] for key in declared} == {"g", "l"}


@every_number
def test_a_number_keeps_its_limits(description, setting):
    part = description()
    for key, limit in limits(description, setting).items():
        outwards = -1 if key[0] == "g" else 1
        beyond = limit + outwards if type(limit) is int else math.nextafter(limit, outwards * math.inf)
        within = limit if key in ("ge", "le") else math.nextafter(limit, -outwards * math.inf)
        assert getattr(part.changed(**{setting: within}), setting) == within
        with pytest.raises(ValidationError):
            part.changed(**{setting: beyond if key in ("ge", "le") else limit})


@every_number
def test_a_number_takes_nothing_but_finite_numbers(description, setting):
    for value in (math.nan, math.inf, -math.inf, "1", True, None, [1]):
        with pytest.raises(ValidationError):
            description().changed(**{setting: value})


@every_description
def test_a_setting_that_does_not_exist_is_refused(description):
    with pytest.raises(ValidationError, match="nonsense"):
        description().changed(nonsense=1)


def test_becoming_another_keeps_the_settings_that_both_have():
    assert Adam(learning_rate=0.5).become("momentum") == Momentum(learning_rate=0.5)


def test_becoming_what_does_not_exist_is_an_error():
    with pytest.raises(KeyError, match="adma"):
        SGD().become("adma")


def test_families_come_in_the_words_of_the_menus():
    assert {"activation", "data set", "feature", "layer", "loss", "optimizer", "output"} <= set(families())


def test_a_setting_says_what_a_form_needs():
    (rate,) = settings(L1)
    assert (rate.name, rate.label, rate.type, rate.default) == ("rate", "Rate", float, 0.001)
    assert (rate.least, rate.most, rate.log, rate.live, rate.unit) == (0.0, 10.0, True, True, "")
    assert rate.choices == ()


def test_a_setting_with_words_to_choose_from_names_them():
    (precision,) = (each for each in settings(Experiment) if each.name == "precision")
    assert precision.choices == ("float32", "float64")


def test_a_setting_without_a_default_must_be_given():
    class Bare(Description):
        """A description."""

        size: int = setting(help="How large.", gt=0, label="Girth", unit="cm")

    (size,) = settings(Bare)
    assert (size.name, size.label, size.unit) == ("size", "Girth", "cm")
    assert (size.default, size.least, size.most) == (None, 0, None)
    with pytest.raises(ValidationError, match="size"):
        Bare()


@pytest.mark.parametrize(
    ("word", "end"),
    [
        ("rleu", '; did you mean "relu"?'),
        ("xyzzy", "; choose from relu, tanh"),
        (7, "; choose from relu, tanh"),
    ],
)
def test_an_error_ends_with_what_was_probably_meant(word, end):
    assert meant(word, ["relu", "tanh"]) == end


def test_where_nothing_is_known_nothing_is_suggested():
    assert meant("relu", []) == ""


def test_a_value_is_quoted_in_one_short_line():
    assert shown("relu") == '"relu"'
    assert shown(1.5) == "1.5"
    assert len(shown("relu" * 100_000)) == len(shown(10**1000)) == 60
    assert [shown(each) for each in (None, True, False)] == ["null", "true", "false"]
    assert shown([1, None, "a"]) == '[1, null, "a"]'
    assert shown(list(range(1000))) == shown([[1]]) == "a list"
    assert shown({"kind": "relu"}) == "an object"
    assert shown("two\nlines and a \x1b[31mcolour") == r'"two\nlines and a \x1b[31mcolour"'


def test_one_class_is_the_whole_change(gone_afterwards, capsys):
    class Wobble(Activation):
        """A sum with a wave on it."""

        kind: Literal["wobble"] = "wobble"
        depth: float = setting(0.5, "How deep the wave is.", ge=0.0, le=2.0)

        def value(self, z: Array, out: Array) -> None:
            out[...] = z + self.depth * np.sin(z)

        def derivative(self, z: Array, a: Array, out: Array) -> None:
            out[...] = 1.0 + self.depth * np.cos(z)

    assert list(family(Activation))[-1] == "wobble"
    assert Wobble.title == "Wobble"

    experiment = Experiment(layers=(Dense(units=3, activation=Wobble(depth=1.5)),))
    plain = json.loads(presets.text(experiment))
    assert plain["layers"][0]["activation"] == {"kind": "wobble", "depth": 1.5}
    plain.pop("format")
    assert presets.build(plain, "test") == experiment

    plain["layers"][0]["activation"] = {"kind": "wobbel"}
    with pytest.raises(presets.BadPreset, match=r'no activation is called "wobbel"; .* "wobble"\?'):
        presets.build(plain, "test")
    plain["layers"][0]["activation"] = {"kind": "wobble", "depht": 1}
    with pytest.raises(presets.BadPreset, match=r'activation.depht: no such setting; did you mean "depth"\?'):
        presets.build(plain, "test")

    assert "A sum with a wave on it." in json.dumps(presets.schema())

    assert main(["parts", "activation"]) == 0
    printed = capsys.readouterr().out
    assert "wobble                 A sum with a wave on it." in printed
    assert "depth = 0.5, 0 to 2: How deep the wave is." in printed


@every_member
def test_a_part_has_a_schema_of_its_own(member):
    properties = member.model_json_schema()["properties"]
    assert properties["kind"]["const"] == member.model_fields["kind"].default
    assert {setting.name for setting in settings(member)} == set(properties) - {"kind"}


def test_an_abstract_part_in_between_is_no_member():
    assert not [member for member in members() if member.__name__ == "Gate"]
    assert issubclass(family(families()["data set"])["and-gate"], Part)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ({"kind": "rleu"}, 'kind: no activation is called "rleu"; did you mean "relu"?'),
        ({"kind": 7}, f"kind: no activation is called 7; choose from {FIRST}, "),
        ({"slope": 0.1}, f"kind: is missing; choose from {FIRST}, "),
        (7, f'activation: must be an activation, such as {{"kind": "{FIRST}"}}'),
        ({"kind": "leaky-relu", "slope": 2}, "slope: 2 is above 0.9"),
    ],
)
def test_a_part_that_cannot_be_chosen_is_refused_with_a_reason(value, line):
    with pytest.raises(ValidationError) as caught:
        Dense(activation=value)
    (found,) = faults(caught.value, Dense)
    assert found.removeprefix("activation.").startswith(line)


def test_a_member_of_another_family_is_no_answer():
    with pytest.raises(ValidationError, match="must be an activation"):
        Dense(activation=MeanSquaredError())


def test_a_member_is_itself_whichever_way_it_is_spelled():
    assert Dense(activation=ReLU()) == Dense(activation="relu") == Dense(activation={"kind": "relu"})
    assert Dense() == Dense(activation=Tanh())
    assert Dense(activation=ELU(alpha=2.0)) != Dense(activation=ELU())


def test_every_module_with_a_part_is_loaded_with_the_program():
    """A family that misses a member offers one thing less, and says nothing."""
    script = """
import importlib, pkgutil
import playground, playground.library
from playground.parts.part import families, family
def members():
    return {name: sorted(family(base)) for name, base in families().items()}
before = members()
for room in ("parts", "engine", "data", "experiment", "training"):
    package = importlib.import_module(f"playground.{room}")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
missing = {name: set(kinds) - set(before.get(name, ())) for name, kinds in members().items()}
print({name: kinds for name, kinds in missing.items() if kinds})
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "{}"
