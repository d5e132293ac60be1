" Drives ALE: vim -es -u RECIPE -S ale.vim; see driving.py. $EXPECT is expect.json, $WORK the file, $REPORT where it goes.

let s:expect = json_decode(join(readfile($EXPECT), "\n"))
let s:patience = str2float($DRIVE_PATIENCE)
let s:lines = []

function! s:Becomes(question) abort
  let l:start = reltime()
  while !a:question() && reltimefloat(reltime(l:start)) < s:patience
    sleep 50m
  endwhile
  return a:question()
endfunction

function! s:Report(feature, passed, detail) abort
  let l:line = printf('%s Dockerfile: %s | %s', a:passed ? 'ok  ' : 'FAIL', a:feature, a:detail)
  call add(s:lines, l:line)
endfunction

function! s:Codes() abort
  return map(copy(get(get(g:ale_buffer_info, s:buffer, {}), 'loclist', [])), 'get(v:val, "code", "")')
endfunction

function! s:Shown() abort
  let l:found = map(range(1, winnr('$')), 'join(getbufline(winbufnr(v:val), 1, "$"), "\n")')
  return !empty(filter(l:found[: -2], 'stridx(v:val, s:expect.hover.shows) >= 0'))
endfunction

let g:ale_hover_to_preview = 1
execute 'edit' fnameescape($WORK)
let s:buffer = bufnr('')
ALELint
call s:Report('diagnostics shown', s:Becomes({-> index(s:Codes(), s:expect.diagnostic.code) >= 0}), string(s:Codes()))
call search('^' . s:expect.hover.on, 'cw')
ALEHover
call s:Report('hover shown', s:Becomes(function('s:Shown')), '')
execute bufwinnr(s:buffer) . 'wincmd w'
call append('$', 'run true')
ALEFix
call s:Report('formatted', s:Becomes({-> getbufline(s:buffer, '$')[0] ==# 'RUN true'}), getbufline(s:buffer, '$')[0])
call writefile(s:lines, $REPORT)
execute empty(filter(copy(s:lines), 'v:val =~# "^FAIL"')) ? 'qall!' : 'cquit!'
