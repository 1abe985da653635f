#!/usr/bin/env node
require('../build/slipway.js');
