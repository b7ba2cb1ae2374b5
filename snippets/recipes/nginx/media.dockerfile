# A new volume takes over the owner of the directory that it is mounted at.
RUN install --directory --owner app --group app media
