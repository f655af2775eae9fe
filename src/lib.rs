//! x
pub mod http {
    pub mod pages {
        pub mod views;
    }
}
