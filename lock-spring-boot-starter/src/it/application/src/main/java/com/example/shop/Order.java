package com.example.shop;

public record Order(long id) {}
