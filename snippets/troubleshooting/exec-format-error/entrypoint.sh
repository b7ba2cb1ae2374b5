set -e
echo "Starting Django"
