package org.userphone.api.planted;

import jakarta.enterprise.context.RequestScoped;

@RequestScoped
class HalfBorn {}
