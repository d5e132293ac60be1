-- The server `dockerls` as Neovim 0.11 and newer look for it: any folder of 'runtimepath' which holds this file as
-- lsp/dockerls.lua knows it, and `vim.lsp.enable('dockerls')` starts it.
---@type vim.lsp.Config
return {
  cmd = { 'dockerls', 'serve', '--stdio' },
  filetypes = { 'dockerfile' },
  -- The nearest of the first group which is found wins over the second: a configuration says where its project begins.
  root_markers = {
    { 'dockerls.toml', '.hadolint.yaml', '.hadolint.yml' },
    { '.git', '.hg', '.jj' },
  },
  settings = {
    -- Same keys as in dockerls.toml: select, ignore, severity, format, hints, lenses, ['semantic-tokens'].
    dockerls = vim.empty_dict(),
  },
}
