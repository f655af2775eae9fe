# Diagnóstico: qué está mal y qué hacer. Lo que encuentra está en inglés.

doctor-intro = Dice qué está mal antes de que lo noten los clientes, por qué importa y qué hacer. Lo mismo en la consola: <code>cobroker doctor</code>.
doctor-english = Lo encontrado se dice en inglés.
doctor-installation = Esta instalación
doctor-installation-what = Ajustes, credenciales, tokens, reloj, base de datos, direcciones y proxies.
doctor-looking = Examinando…
doctor-look-installation = Examinar la instalación
doctor-page = Una página de un sitio web
doctor-page-of = Una página de { $site }
doctor-address = Dirección de la página
doctor-address-hint = La página se obtiene sin ejecutar sus scripts.
doctor-address-inside = Las páginas de su red interna se examinan desde la consola.
doctor-address-wrong = Escriba la dirección completa de una página, como https://www.example.com/contact.
doctor-selectors = Selectores ocultados
doctor-selectors-optional = opcional, si no figuran en la página
doctor-look-page = Examinar la página
doctor-errors = Errores
doctor-warnings = Advertencias
doctor-notes = Notas
doctor-count-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errores
  }
doctor-count-warnings = { $count ->
    [one] { $count } advertencia
   *[other] { $count } advertencias
  }
doctor-count-notes = { $count ->
    [one] { $count } nota
   *[other] { $count } notas
  }
doctor-count-passed = { $count } en orden
doctor-count-unchecked = { $count } sin examinar
doctor-nothing-wrong = Nada está mal
doctor-why = Por qué importa
doctor-name = Nombre
doctor-paste = Para copiar: { $title }
doctor-copy = Copiar
doctor-fields = Campos de la página
doctor-fields-caption = Campos de la página, y si los agentes los ven
doctor-field = Campo
doctor-label = Etiqueta
doctor-may-hold = Puede contener
doctor-agents = Agentes
doctor-always-masked = Siempre oculto
doctor-masked-by-settings = Oculto por los ajustes del sitio
doctor-visible = Visible para los agentes
doctor-in-order = En orden
doctor-not-looked-at = Sin examinar
doctor-nothing-yet = Todavía no se ha examinado nada.
