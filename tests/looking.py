"""What a view, or a single request, is answered of a training."""

import playground
from playground.training.history import History
from playground.training.training import Training
from playground.worker.frame_builder import FrameBuilder
from playground.worker.frames import Look


def trained(name, epochs=2, **settings):
    """Return a preset with other settings, and a training of it after some epochs."""
    experiment = playground.load(name).changed(**settings)
    training = Training(experiment)
    for _ in range(epochs):
        training.epoch()
    return experiment, training


def look(training, *requests):
    """Return a frame of a training with the answers to requests."""
    return FrameBuilder(training).frame(Look(requests))


def answer(training, request):
    """Return the answer to one request."""
    return answer_of(FrameBuilder(training), request)


def answer_of(frame_builder, request):
    """Return the answer to one request, in the next frame that is made."""
    return frame_builder.frame(Look((request,))).answer(request)


def asked(session, request):
    """Return what a worker's session answers to one request."""
    return session.handle(Look((request,))).frame.answer(request)


def show(view, training):
    """Have a view show a training, as the window does."""
    view.show_history(History(training.history.rows, training.history.stride))
    view.show_frame(look(training, *view.requests))
