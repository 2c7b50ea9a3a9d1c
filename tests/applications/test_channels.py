"""By which way an application may arrive: what the law leaves open, less what the town has shut."""

import pytest
from sqlalchemy.orm import Session

from app.applications.accepting import NotAccepted, channels_of, refusal, wrong_way
from app.applications.lifecycle import State
from app.cli.operations import faults_of_town
from app.municipality.offering import Channel
from tests import make

MOVING_IN, DOG = "moving_in_notification", "dog_registration"
NAME = "住民課（電話 0261-00-1020）"


def test_what_is_said_nowhere_is_open_every_way() -> None:
    procedure = make.catalog()[make.CERTIFICATE]
    assert channels_of(make.town(), procedure) == tuple(Channel)
    assert refusal(make.town(), procedure, Channel.WEB, make.TODAY) is None


def test_moving_in_is_told_at_the_counter_alone() -> None:
    """I-39d, 住民基本台帳法27条. Must catch: a town that opens by its file what the law leaves shut."""
    procedure = make.catalog()[MOVING_IN]
    everything = make.a_town(MOVING_IN, channels=tuple(Channel))
    assert channels_of(make.town(), procedure) == channels_of(everything, procedure) == (Channel.COUNTER,)
    assert (
        str(wrong_way(everything, procedure, Channel.WEB))
        == f"この手続は窓口で出します。窓口は、{NAME}です。"
    )
    assert wrong_way(everything, procedure, Channel.COUNTER) is None


def test_a_town_may_shut_a_way() -> None:
    """I-39d."""
    procedure = make.catalog()[DOG]
    shut = make.a_town(DOG, channels=(Channel.COUNTER,))
    assert [str(way) for way in channels_of(shut, procedure)] == ["counter"]
    assert wrong_way(shut, procedure, Channel.PAPER) is not None
    by_post = make.a_town(DOG, channels=(Channel.PAPER,))
    told = wrong_way(by_post, procedure, Channel.WEB)
    assert told is not None
    assert "窓口" not in str(told), "nobody is sent to a counter that does not take it"


def test_a_file_that_shuts_every_way_is_told_of() -> None:
    nowhere = make.a_town(MOVING_IN, channels=(Channel.PAPER,))
    assert faults_of_town(nowhere, make.catalog()) == (
        "offerings.moving_in_notification.channels: どの方法でも出せません。次のどれかを書いてください: counter",
    )


@pytest.mark.parametrize("way", [Channel.WEB, Channel.PAPER])
def test_the_verb_itself_refuses_another_way(session: Session, way: Channel) -> None:
    """I-39d. Must catch: a gate that only the pages keep; a draft of the counter sent from home."""
    case = make.a_draft(session, MOVING_IN, person="arai_daichi", given={"has_movers": False})
    case.application.channel = Channel.COUNTER
    case.channel = way
    with pytest.raises(NotAccepted) as refused:
        case.submit()
    assert NAME in str(refused.value.reason)
    assert case.application.state is State.DRAFT
    assert case.application.reference_number is None
    case.channel = Channel.COUNTER
    case.submit()
    assert case.application.state is State.ARRIVED
    assert case.application.channel == "counter"


def test_the_way_it_was_handed_in_is_kept(session: Session) -> None:
    case = make.a_draft(session, make.CERTIFICATE)
    case.application.channel = Channel.COUNTER
    case.submit()
    assert case.application.channel == "web"
