#: HEALTHCHECK: none
#: Turns off the check which the base image brings.
#: Fit for images whose health is probed from outside, and for those which do not serve at all (jobs, tools).
#: at: stage
#: base: alpine:3.24
HEALTHCHECK NONE
