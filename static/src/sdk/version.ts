/** Reported in `sdkInfo`. */
export const VERSION = "0.1.0";
