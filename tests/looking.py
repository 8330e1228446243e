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


class Run:
    """A view, and a training that answers it."""

    def __init__(self, view, name, epochs=3, **settings):
        self.view = view
        self.experiment, _ = trained(name, 0, **settings)
        self.training = Training(self.experiment)
        view.show_experiment(self.experiment)
        self.train(epochs)

    def train(self, epochs):
        for _ in range(epochs):
            self.training.epoch()
        self.answer()

    def answer(self):
        show(self.view, self.training)

    def outputs_at(self, x1, x2):
        return self.training.network.predict(self.experiment.inputs_at([(x1, x2)]))[0]
