package org.userphone.persistence.planted;

public class Rows {}
