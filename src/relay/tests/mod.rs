//! The relay under paused time, over sockets made of two channels.

mod assets;
mod assist;
mod consent;
mod door;
mod drawing;
mod frames;
mod going;
mod picture;
mod proposals;
mod slow;
mod support;
mod together;
