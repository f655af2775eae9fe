/** The part of `ZoomCobrowseSDK` that a page uses (Zoom reference §5). Both engines offer it. */

export interface SdkError {
  code?: number;
  errorMsg?: string;
}

export interface SdkSession {
  start(options: { sdkToken: string; customPinCode?: string }, callback?: (result: { success: boolean; error?: SdkError }) => void): void;
  join(): void;
  end(): void;
  on(event: string, handler: (payload?: Record<string, unknown>) => void): void;
  getSessionInfo(): { sessionStatus?: string } | undefined;
}

export interface SdkInitResult {
  success: boolean;
  session?: SdkSession;
  error?: SdkError;
}

declare global {
  interface Window {
    ZoomCobrowseSDK?: { init(settings: object, callback: (result: SdkInitResult) => void): void };
    ZoomCobrowseSDKInitArgs?: IArguments | unknown[];
  }
}
