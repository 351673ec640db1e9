"use strict";

SwaggerUIBundle({
  dom_id: "#api",
  url: "/openapi?format=JSON",
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
