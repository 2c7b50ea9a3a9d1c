"""A town that asks for more, or for less, while something is tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.applications.assurance import needed_for
from app.auth.identity import Assurance
from app.municipality.offering import AssuranceAsked, Channel
from app.municipality.town import Municipality
from tests import make
from tests.world import World


@contextmanager
def asking(world: World, key: str, asked: AssuranceAsked) -> Iterator[None]:
    """For one procedure."""
    with governed(world, make.a_town(key, assurance=asked)):
        yield


@contextmanager
def only_at_the_counter(world: World, key: str) -> Iterator[None]:
    """The town shuts these pages, and the post, for one procedure."""
    with governed(world, make.a_town(key, channels=(Channel.COUNTER,))):
        yield


@contextmanager
def unsigned(world: World) -> Iterator[None]:
    """Nobody signs, where the law leaves that to the town: for whatever no card could be of."""
    town, catalog = world.office.town, make.catalog()
    signed = [
        key for key in town.offerings if key in catalog and needed_for(catalog[key], town) is Assurance.SIGNED
    ]
    less = {"assurance": AssuranceAsked.AUTHENTICATED}
    changed = {key: town.offerings[key].model_copy(update=less) for key in signed}
    with governed(world, town.model_copy(update={"offerings": {**town.offerings, **changed}})):
        yield


@contextmanager
def governed(world: World, town: Municipality) -> Iterator[None]:
    offices = [app.state.office for app in world.hosts]
    for app, office in zip(world.hosts, offices, strict=True):
        app.state.office = replace(office, todays_town=lambda: town)
    try:
        yield
    finally:
        for app, office in zip(world.hosts, offices, strict=True):
            app.state.office = office
