package com.example.shop

import org.springframework.boot.autoconfigure.SpringBootApplication

@SpringBootApplication
open class ShopApplication
