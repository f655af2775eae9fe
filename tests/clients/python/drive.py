"""A whole session by the generated package: started by a site, joined by an agent, ended by a supervisor, read by a listener."""

import importlib
import random
import sys

from cobroker_client import AuthenticatedClient, Client
from cobroker_client import models as m
from cobroker_client.types import UNSET


def operation(tag: str, name: str):
    return importlib.import_module(f"cobroker_client.api.{tag}.{name}")


base_url, agent_key, supervisor_key, admin_key = sys.argv[1:]


def bearer(key: str) -> AuthenticatedClient:
    return AuthenticatedClient(base_url=base_url, token=key)


with Client(base_url=base_url) as site:
    started = operation("customer", "start").sync(client=site, body=m.StartBody(user_name="Kim"))
session_id = str(started.session_id)

pincode = str(random.randint(100_000, 999_999))
reported = operation("customer", "report_pin").sync(
    session_id, client=bearer(started.report_token), body=m.PinBody(pincode=pincode)
)
assert reported.state == "waiting", reported

agent = bearer(agent_key)
wrong = operation("agent", "connect").sync(client=agent, body=m.ConnectBody(pincode="000001"))
assert isinstance(wrong, m.Problem) and wrong.type_ == "/problems/pin-not-accepted", wrong

connected = operation("agent", "connect").sync(client=agent, body=m.ConnectBody(pincode=pincode))
assert str(connected.session_id) == session_id and connected.customer.user_name == "Kim", connected

listed = operation("sessions", "list_").sync(client=agent, state="live", limit=10)
assert session_id in [str(session.session_id) for session in listed.sessions], listed

ended = operation("sessions", "revoke").sync(client=bearer(supervisor_key), body=m.RevokeBody(session_id=session_id))
assert ended.state == "ended", ended
timeline = operation("sessions", "timeline").sync(session_id, client=agent)
assert "session_ended" in [entry.kind for entry in timeline.entries], timeline

admin = bearer(admin_key)
read = operation("events", "read_events")
told, after = [], 0
while (page := read.sync(client=admin, after=after, limit=3, session=session_id)).events:
    told += page.events
    after = page.next_
kinds = [str(event.type_) for event in told]
assert kinds == ["session.started", "session.waiting", "session.agent_left", "session.ended"], kinds
assert str(told[-1].data.reason) == "revoked" and told[-1].data.customer is UNSET, told[-1]
print(f"drove session {session_id}")
