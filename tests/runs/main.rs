//! What must hold for every run: repeated, changed on the way, taken up half-way, or diverged.

#[path = "../common/mod.rs"]
mod common;
mod divergence;
mod minimal;
mod receipts;
mod recipes;
mod sweep;
mod training;
