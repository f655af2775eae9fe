//! The relay under paused time, over sockets made of two channels.
