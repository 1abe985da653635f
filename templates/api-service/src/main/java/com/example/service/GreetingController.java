package com.example.service;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingController {
  record Greeting(String text) {}

  @GetMapping("/greeting")
  Greeting greet(@RequestParam(defaultValue = "World") String name) {
    return new Greeting("Hello, " + name);
  }
}
