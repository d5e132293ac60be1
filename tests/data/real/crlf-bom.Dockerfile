# check=skip=all
ARG A
FROM scratch
COPY a \
  b /c/

   RUN echo \

# x
 x