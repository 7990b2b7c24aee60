"""Acts that run at the same moment, each in a thread of its own."""

import threading


def in_thread(act) -> threading.Thread:
    thread = threading.Thread(target=act)
    thread.start()
    return thread


def at_once(*acts) -> list:
    """What acts that begin together return, or raise, in their order."""
    ready, came = threading.Barrier(len(acts)), [None] * len(acts)

    def run(n: int) -> None:
        ready.wait()
        try:
            came[n] = acts[n]()
        except Exception as error:  # told in the main thread
            came[n] = error

    threads = [in_thread(lambda n=n: run(n)) for n in range(len(acts))]
    for thread in threads:
        thread.join()
    return came
