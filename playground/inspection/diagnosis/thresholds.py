"""From where on something is worth a word. Shipped presets that learn stay below every one of these."""

LEARNED_ACCURACY = 0.9
LEARNED_VARIANCE = 0.9
LEARNED_LOSS = 0.1
"""A run with this accuracy, or this share of the targets' variance explained, needs no advice about how it
learns; where targets do not vary it is this share of the first loss that is left."""

UNMOVED = 0.02
UNMOVED_EPOCHS = 20
"""A loss that is within 2 % of its first after so many epochs has not moved."""
LEVEL = 0.01
LEVEL_EPOCHS = 30
"""A loss whose mean over so many epochs differs by less than 1 % from that over as many before has levelled
off: what may still come takes ten times as long as what has been."""

VANISHED = 2e-3
"""Length of the gradient of the first layer beside that of the last. In healthy networks it is 0.03 to 20; at
a five hundredth the first layer stands still for as long as the others need to learn."""

EXPLODED = 100.0
"""Largest derivative with respect to a layer's sums beside that of the last. In healthy networks it is 1 at
the start and below 20 when they have learned; at a hundred no learning rate suits both ends."""

VANISHED_THROUGH_TIME = 1e-3
"""The slope with respect to the first state beside that of the last. While networks that will learn are about
it, it is above 0.02; at a thousandth the first steps are not heard."""
EXPLODED_THROUGH_TIME = 50.0
"""The largest slope with respect to a state beside that of the last: below 4 in networks that will learn."""

DEAD_UNITS = 0.25
"""Share of a layer's units, or filters. One that died costs little; a quarter is capacity that one believes
to have."""

SATURATED = 0.95
"""Share of a layer's outputs at their ends before anything was learned. Networks that have learned get there
rightly, for it is how they say that they are sure."""

SHUT_UNITS = 0.5
"""Share of a layer's units whose gate of one sort is shut nearly always. Some may be so rightly, for not all
units have something to remember; in networks that will learn there is none."""

RISES_WINDOW = 20
RISE = 0.05
RISE_OF_FIRST = 0.01
RISES = 6
"""Rises by more than 5 %, and by more than 1 % of the first loss, in at least 6 of the last 20 rows of the
history. Small batches make the loss tremble, but by less or less often; full batches at a good rate never let
it rise at all."""

WORSE = 1.5
STAYED_WORSE = 1.2
STAYED = 3
"""The training loss beside the first, now and in each of the last rows. A rate that fits hardly raises it: in
shipped presets that learn it is never more than a twentieth above, from any of four starts. One that is far
too high drives tanh and the sigmoid to their ends, where nothing moves any more and the loss stays."""

TINY_STEP = 1e-5
"""Size of a step beside that of the weights. About 1e-3 is usual; at 1e-5 it takes 100,000 steps to get
anywhere."""
STILL = 0.01
STILL_WINDOW = 10
"""A loss that fell by less than 1 % in 10 rows has not moved: without this a small step may be enough."""
STEEP = 1e-3
"""Norm of the gradient beside that of the weights. Below it the run is in a hollow or on a plain, and a small
step is not the rate's fault."""
USUAL_STEP = 1e-2
"""What a higher learning rate should make of the size of a step beside that of the weights."""

OVERFIT = 1.25
OVERFIT_RISE = 0.05
"""The loss of unseen samples beside its lowest, and how far it rose as a share of its first. Losses near zero
tremble by more than a quarter, which means nothing."""
OVERFIT_ROWS = 10
"""In so many of the last rows it has to be that high: shorter rises pass."""

LARGE_INPUT = 20.0
"""Root mean square of an input. The curvature of the loss grows with its square: 20 allows a rate some
hundred times lower than inputs of about 1 or 2. Squares of coordinates reach 16."""

STUCK = 0.25
"""Share of training samples whose output is at the wrong end of its range, where the loss does not push. A
fresh start may have a tenth of them there and get over it."""
