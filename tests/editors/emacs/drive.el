;;; drive.el --- drives a real Emacs by keyboard macros  -*- lexical-binding: t -*-

;; emacs --batch -l INIT -l drive.el EXPECT.json FOLDER NAME...; see driving.py.  INIT is the one of
;; editors/emacs/README.md.  Emacs shows nothing in batch mode, yet keys, windows, buffers and overlays are all there.

;;; Code:

(require 'jsonrpc)
(require 'seq)
(require 'subr-x)

(defvar drive-patience (string-to-number (or (getenv "DRIVE_PATIENCE") "60"))
  "Seconds until what should happen counts as missing.")
(defvar drive-failures 0)
(defvar drive-expect nil "What to do and what to see: expect.json, objects as alists.")

(defun drive-expect (&rest keys)
  "The value in expect.json under KEYS."
  (let ((value drive-expect))
    (dolist (key keys value)
      (setq value (alist-get key value)))))

(defun drive-report (name passed &optional detail)
  "Print the check NAME, whether it PASSED, and a DETAIL for whoever reads a failure."
  (unless passed
    ;; Whatever else is missing need not be waited for as long.
    (setq drive-failures (1+ drive-failures)
          drive-patience (min drive-patience 5)))
  (let ((shown (replace-regexp-in-string "\n" "⏎" (format "%s" (or detail "")))))
    (princ (format "%s %s | %s\n" (if passed "ok  " "FAIL") name
                   (substring shown 0 (min 300 (length shown))))))
  passed)

(defun drive-wait (question)
  "Let Emacs work until QUESTION has a true answer or patience ends; return the last answer."
  (let ((end (+ (float-time) drive-patience)) answer)
    (while (and (not (setq answer (funcall question)))
                (< (float-time) end))
      (accept-process-output nil 0.05))
    answer))

(defun drive-keys (keys)
  "Type KEYS, as `kbd' spells them.  An error ends the typing, as it would ring the bell."
  (condition-case problem
      (execute-kbd-macro (kbd keys))
    (error (princ (format "     %s: %S\n" keys problem)))))

(defun drive-type (text)
  "Type TEXT, letter by letter."
  (execute-kbd-macro (vconcat text)))

(defun drive-quoted (text)
  "TEXT as `kbd' spells it, for a prompt in which the space bar completes."
  (mapconcat (lambda (letter) (if (eq letter ?\s) "C-q SPC" (string letter))) text " "))

(defun drive-go-to (word)
  "Put point on the line which begins with WORD."
  (goto-char (point-min))
  (re-search-forward (format "^%s\\>" (regexp-quote word)))
  (beginning-of-line))

(defun drive-text ()
  "The whole text of this buffer."
  (buffer-substring-no-properties (point-min) (point-max)))

(defun drive-buffer-text (pattern)
  "The texts of the buffers whose names match PATTERN."
  (mapconcat (lambda (buffer) (with-current-buffer buffer (drive-text)))
             (seq-filter (lambda (buffer) (string-match-p pattern (buffer-name buffer))) (buffer-list))
             "\n"))

(defun drive-squiggles (word)
  "The findings whose squiggles lie on WORD at a line's start."
  (save-excursion
    (drive-go-to word)
    (mapconcat (lambda (overlay)
                 (let ((diagnostic (overlay-get overlay 'flymake-diagnostic)))
                   (if diagnostic (flymake-diagnostic-text diagnostic) "")))
               (overlays-at (point)) "\n")))

(defun drive-contains (part whole)
  "Whether the string PART occurs in WHOLE."
  (string-match-p (regexp-quote part) whole))

(defun drive-file (folder name)
  "Work through expect.json on the file NAME in FOLDER."
  (let* ((path (expand-file-name name folder))
         (check (lambda (feature passed &optional detail)
                  (drive-report (format "%s: %s" name feature) passed detail)))
         (code (drive-expect 'diagnostic 'code))
         (fixed (drive-expect 'fix 'becomes))
         (expanded (string-join (drive-expect 'snippet 'becomes) "\n")))
    (switch-to-buffer (find-file-noselect path))
    (delete-other-windows)
    (funcall check "is a Dockerfile" (eq major-mode 'dockerfile-mode) major-mode)
    ;; `eglot-ensure' connects after the first command.
    (drive-keys "C-l")
    (unless (funcall check "server attached" (drive-wait (lambda () (bound-and-true-p eglot--managed-mode))))
      (kill-emacs 1))

    ;; Flymake waits for the buffer to be on a screen, of which batch mode has none: start it as `M-x flymake-start' does.
    (drive-keys "M-x flymake-start RET")
    (let ((on (drive-expect 'diagnostic 'on)))
      (drive-wait (lambda () (drive-contains code (drive-squiggles on))))
      (funcall check "diagnostics shown" (drive-contains code (drive-squiggles on)) (drive-squiggles on)))

    (when (get-buffer "*eldoc*") (kill-buffer "*eldoc*"))
    (drive-go-to (drive-expect 'hover 'on))
    (drive-keys "M-x eldoc RET")
    (let ((shown (lambda () (drive-buffer-text "\\*eldoc"))))
      (funcall check "hover shown"
               (drive-wait (lambda () (drive-contains (drive-expect 'hover 'shows) (funcall shown)))) (funcall shown)))

    (drive-go-to (drive-expect 'fix 'on))
    (drive-keys (format "M-x eglot-code-actions RET %s TAB RET" (drive-quoted (drive-expect 'fix 'title))))
    (funcall check "fix applied"
             (drive-wait (lambda () (member fixed (split-string (drive-text) "\n")))) (drive-text))

    (goto-char (point-max))
    (drive-type (drive-expect 'snippet 'typed))
    ;; Called as its key would call it, for within a keyboard macro Eglot takes the next key for a change of mind.
    (condition-case problem
        (call-interactively (key-binding (kbd "C-M-i")))
      (error (princ (format "     completion: %S\n" problem))))
    (when (funcall check "snippet expanded" (drive-wait #'yas-active-snippets) (drive-text))
      (dolist (word (drive-expect 'snippet 'stops))
        (drive-type word)
        (drive-keys "TAB")))
    (funcall check "tab stops typed" (drive-wait (lambda () (drive-contains expanded (drive-text)))) (drive-text))

    (drive-keys "C-x C-s")
    (drive-wait (lambda () (not (buffer-modified-p))))
    (let ((saved (with-temp-buffer (insert-file-contents path) (drive-text))))
      (funcall check "file saved"
               (and (drive-contains expanded saved) (member fixed (split-string saved "\n"))) saved))
    ;; Eglot tells of changes when Emacs is idle, which in batch mode it never is, or when the file is saved.
    (drive-keys "M-x flymake-start RET")
    (let ((left (lambda () (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))))
      (funcall check "fixed diagnostic gone"
               (drive-wait (lambda () (and (funcall left)
                                           (not (seq-some (lambda (text) (drive-contains code text)) (funcall left))))))
               (funcall left)))))

(defun drive ()
  "Drive all files of the command line and end Emacs."
  (pcase-let ((`(,expect ,folder . ,names) command-line-args-left))
    (setq command-line-args-left nil
          drive-expect (with-temp-buffer
                         (insert-file-contents expect)
                         (json-parse-buffer :object-type 'alist :array-type 'list))
          jsonrpc-default-request-timeout (min 10 drive-patience)
          completion-styles '(basic substring)
          eglot-autoreconnect nil
          make-backup-files nil
          create-lockfiles nil)
    (dolist (name names)
      (drive-file folder name))
    ;; Without hooks: a mute server does not answer to a farewell either.
    (setq kill-emacs-hook nil)
    (kill-emacs (if (> drive-failures 0) 1 0))))

(drive)
;;; drive.el ends here
