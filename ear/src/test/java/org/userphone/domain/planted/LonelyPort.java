package org.userphone.domain.planted;

interface LonelyPort {}
