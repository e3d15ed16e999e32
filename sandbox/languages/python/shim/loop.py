"""`asyncio.run()` as in other programs: a loop that waits in `time.sleep` for its next timer."""

import asyncio
import time
from asyncio import base_events, events


class _Selector:
    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError('Every task waits, and nothing is left that could wake one.')
        if timeout > 0:
            time.sleep(timeout)
        return []


class Loop(base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _Selector()

    def _process_events(self, _events):
        pass

    def _write_to_self(self):
        pass

    def run_in_executor(self, _executor, func, *args):
        # No threads: it is done at once.
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future


def install():
    policy = events._get_event_loop_policy()
    type(policy).new_event_loop = lambda self: Loop()
    asyncio.new_event_loop = events.new_event_loop = Loop


def begin():
    """Before each program: the loop of the page must not count as running."""
    events._set_running_loop(None)
