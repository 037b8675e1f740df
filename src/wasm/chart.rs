//! The loss chart on a canvas.
