;;; dockerls-eglot.el --- Dockerfiles with the language server dockerls  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: Apache-2.0
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools

;;; Commentary:

;; Tells Eglot to serve Dockerfiles with dockerls in place of docker-langserver, and Emacs that a Containerfile is a
;; Dockerfile.  Works with dockerfile-mode and with the dockerfile-ts-mode of Emacs 29 and newer:
;;
;;     (require 'dockerls-eglot)
;;     (dockerls-eglot-setup)

;;; Code:

(defvar eglot-server-programs)

(defgroup dockerls nil
  "Dockerfiles with the language server dockerls."
  :group 'tools)

(defcustom dockerls-eglot-command '("dockerls" "serve" "--stdio")
  "The program and arguments which start the server."
  :type '(repeat string))

(defconst dockerls-eglot--names
  '("/\\(?:Docker\\|Container\\)file\\(?:\\.[^/]*\\)?\\'"
    "\\.\\(?:docker\\|container\\)file\\'")
  "Regular expressions for the names of Dockerfiles.")

(defun dockerls-eglot--mode ()
  "The mode to edit Dockerfiles in.
The one from the package dockerfile-mode where that is installed, as
someone has chosen to install it."
  (if (fboundp 'dockerfile-mode) 'dockerfile-mode 'dockerfile-ts-mode))

;;;###autoload
(defun dockerls-eglot-setup ()
  "Have Eglot serve Dockerfiles, and Containerfiles, with dockerls."
  (dolist (name dockerls-eglot--names)
    (add-to-list 'auto-mode-alist (cons name (dockerls-eglot--mode))))
  (with-eval-after-load 'eglot
    ;; Eglot takes the first entry which fits, so its own one for docker-langserver is out of the game.
    (add-to-list 'eglot-server-programs
                 (cons '(dockerfile-mode dockerfile-ts-mode) dockerls-eglot-command))))

(provide 'dockerls-eglot)
;;; dockerls-eglot.el ends here
