# El visor: la página reproducida dentro del puesto.

viewer-draw-layer = La página del cliente, para dibujar en ella
viewer-read-copy = Copia de la página del cliente, solo para leer
viewer-read-end = Fin de la página.
viewer-read-start = Principio de la página.
viewer-read-other = El cliente está en otra página.
viewer-read-refused = Está leyendo una copia. No se pulsa ni se escribe nada en la página del cliente.
viewer-canvas-tainted = Este dibujo contiene algo de otro sitio web y no se comparte
viewer-canvas-too-large = Este dibujo es demasiado grande para compartirlo
viewer-canvas-unsupported = Vacío, o un dibujo que no se puede compartir
viewer-frame = Contenido de otro sitio web, no se muestra
viewer-pick = Señale una parte de la página. Las flechas pasan de una a otra, Intro elige, Escape termina.
viewer-you-point = Usted señala aquí
viewer-a = Enlace
viewer-button = Botón
viewer-select = Lista
viewer-field = Campo
viewer-summary = Sección
viewer-label = Etiqueta
viewer-img = Imagen
viewer-tick-box = Casilla
viewer-option = Opción
viewer-tab = Pestaña
viewer-part = Parte de la página
viewer-read-unavailable = no disponible
