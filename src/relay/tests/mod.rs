//! The relay under paused time, over sockets made of two channels.

mod consent;
mod door;
mod frames;
mod going;
mod picture;
mod slow;
mod support;
