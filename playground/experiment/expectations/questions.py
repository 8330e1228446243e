"""Waiting for an answer: a lesson asks, and has a word for every answer."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Literal

from playground.experiment.expectations.base import Answer, Expectation, LessonState
from playground.experiment.setup import Setup
from playground.parts.description import Description
from playground.parts.setting import setting


class Question(Expectation):
    """A question, which waits for its right answer; a wrong one gets a word, and may be changed."""

    asks: str = setting("", "The question.", longest=500)

    @abstractmethod
    def right(self, answer: Answer) -> bool:
        """Return whether an answer is right."""

    @abstractmethod
    def reply(self, answer: Answer) -> str:
        """Return the word that an answer gets; empty if there is none."""

    @property
    @abstractmethod
    def solution(self) -> Answer:
        """A right answer."""

    def met(self, state: LessonState) -> bool:
        return self.asks in state.answers and self.right(state.answers[self.asks])

    def words(self) -> str:
        return "the question is answered correctly"

    def after_actions(self, state: LessonState) -> LessonState:
        return replace(state, answers={**state.answers, self.asks: self.solution})


class AnswerChoice(Description):
    """One of the answers that a question offers."""

    text: str = setting("", "The answer.", longest=200)
    right: bool = setting(False, "Whether it is right; several may be.")
    reply: str = setting("", "What is said to whoever chooses it.", longest=500)


class ChoiceQuestion(Question):
    """A question is answered by choosing one of several answers."""

    kind: Literal["choice"] = "choice"
    choices: tuple[AnswerChoice, ...] = setting(
        (), "The answers that are offered, in order.", strict=False, longest=6
    )

    def right(self, answer: Answer) -> bool:
        return any(choice.right for choice in self.choices if choice.text == answer)

    def reply(self, answer: Answer) -> str:
        return next((choice.reply for choice in self.choices if choice.text == answer), "")

    @property
    def solution(self) -> Answer:
        return next((choice.text for choice in self.choices if choice.right), "")

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        texts = [choice.text for choice in self.choices]
        if len(set(texts)) < max(2, len(texts)):
            return "choices", "there must be at least two, all different"
        if not any(choice.right for choice in self.choices):
            return "choices", 'none of them is "right"'
        return None


class NumberQuestion(Question):
    """A question is answered by typing a number."""

    kind: Literal["number"] = "number"
    answer: float = setting(0.0, "The right answer.", ge=-1e6, le=1e6)
    tolerance: float = setting(0.001, "How far from it an answer may be.", ge=0.0, le=1e6)
    reply_right: str = setting("", "What is said to the right answer.", longest=500)
    reply_wrong: str = setting("", "What is said to any other, such as how to find it.", longest=500)

    def right(self, answer: Answer) -> bool:
        return not isinstance(answer, str) and abs(answer - self.answer) <= self.tolerance * (1 + 1e-9)

    def reply(self, answer: Answer) -> str:
        return self.reply_right if self.right(answer) else self.reply_wrong

    @property
    def solution(self) -> Answer:
        return self.answer
