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
  -- What a code lens leads to.
  capabilities = { experimental = { showReferences = true } },
  commands = {
    ['dockerls.showReferences'] = function(command, context)
      local client = assert(vim.lsp.get_client_by_id(context.client_id))
      local items = vim.lsp.util.locations_to_items(command.arguments[3], client.offset_encoding)
      vim.fn.setloclist(0, {}, ' ', { title = command.title, items = items })
      vim.cmd.lopen()
    end,
  },
  settings = {
    -- Same keys as in dockerls.toml: select, ignore, severity, format, hints, lenses, ['semantic-tokens'].
    dockerls = vim.empty_dict(),
  },
}
