# The viewer: the replayed page inside the desk.

viewer-draw-layer = The customer’s page, to draw on
viewer-read-copy = Copy of the customer’s page, to read only
viewer-read-end = The end of the page.
viewer-read-start = The beginning of the page.
viewer-read-other = The customer is on another page.
viewer-read-refused = You are reading a copy. Nothing is pressed or typed on the customer’s page.
viewer-canvas-tainted = This drawing holds content of another website and is not shared
viewer-canvas-too-large = This drawing is too large to share
viewer-canvas-unsupported = Empty, or a drawing that cannot be shared
viewer-frame = Content of another website, not shown
viewer-pick = Point at a part of the page. Arrow keys go from one to the next, Enter picks, Escape stops.
viewer-you-point = You point here
viewer-a = Link
viewer-button = Button
viewer-select = List
viewer-field = Field
viewer-summary = Section
viewer-label = Label
viewer-img = Picture
viewer-tick-box = Tick box
viewer-option = Option
viewer-tab = Tab
viewer-part = Part of the page
viewer-read-unavailable = unavailable
