#!/bin/bash
set -e
echo "Starting Django"
