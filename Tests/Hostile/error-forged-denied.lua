-- expect: runtime
error('os is not available to rules')
