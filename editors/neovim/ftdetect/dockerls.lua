-- Names which Neovim 0.11 does not take for Dockerfiles by itself. It knows Dockerfile, Dockerfile.*, Containerfile,
-- Containerfile.* and *.dockerfile.
vim.filetype.add({
  extension = { containerfile = 'dockerfile' },
})
