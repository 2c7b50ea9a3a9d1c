"""Where the forms of the frame lead, by who is looking."""

from app.auth.identity import Screen, StaffMember, Visitor
from app.counter.front import Front
from app.site import Ways


def frame_ways(who: Visitor, front: Front | None) -> Ways:
    match who:
        case StaffMember():
            return Ways(keep_alive="/staff/keep-alive", sign_out="/staff/sign-out")
        case Screen() if front is None or front.is_resting:
            return Ways(display="", sign_out="", over="/screen")
        case Screen():
            return Ways("/screen/display", "/screen/keep-alive", sign_out="", over="/screen")
        case _:
            return Ways()
